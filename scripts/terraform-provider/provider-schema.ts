/** How an argument may be given: required, optional, optional and else computed, computed only, or optional and never stored. */
export type Use = 'required' | 'optional' | 'optional-computed' | 'computed' | 'write-only';

/** A type as Terraform writes it in JSON: "string", ["list", "string"], ["object", {…}]. */
export type AttributeType = string | readonly [string, AttributeType | Readonly<Record<string, AttributeType>>];

export interface BlockSchema {
  readonly attributes: Readonly<Record<string, readonly [AttributeType, Use]>>;
  readonly blocks: Readonly<Record<string, NestedSchema>>;
}

export interface NestedSchema {
  readonly nesting: 'list' | 'set';
  readonly least: 0 | 1;
  /** 0: as many as one likes. */
  readonly most: 0 | 1;
  readonly block: BlockSchema;
}

/** What the stand-in for a provider knows of it: the resources and data sources that are used, nothing else. */
export interface ProviderSchema {
  readonly source: string;
  readonly version: string;
  readonly provider: BlockSchema;
  readonly resources: Readonly<Record<string, BlockSchema>>;
  readonly data: Readonly<Record<string, BlockSchema>>;
}

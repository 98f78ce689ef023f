import type { BlockSchema, NestedSchema } from './provider-schema.ts';

const one = (block: BlockSchema, least: 0 | 1 = 0): NestedSchema => ({ nesting: 'list', least, most: 1, block });
const EMPTY: BlockSchema = { attributes: {}, blocks: {} };

/** What compares one thing of a request, and what several of them must hold of. */
const CONDITIONS: BlockSchema = {
  attributes: {},
  blocks: {
    ip_set_reference_statement: one({ attributes: { arn: ['string', 'required'] }, blocks: {} }),
    byte_match_statement: one({
      attributes: { search_string: ['string', 'required'], positional_constraint: ['string', 'required'] },
      blocks: {
        field_to_match: one({ attributes: {}, blocks: { uri_path: one(EMPTY) } }),
        text_transformation: {
          ...{ nesting: 'set', least: 1, most: 0 },
          block: { attributes: { priority: ['number', 'required'], type: ['string', 'required'] }, blocks: {} },
        },
      },
    }),
  },
};

/**
 * `statement` of a rule of aws_wafv2_web_acl, by hand: the bindings leave it open because it contains itself. Only the statements that we
 * use, as the provider's documentation has them.
 */
export const WAF_STATEMENT: NestedSchema = one(
  {
    attributes: {},
    blocks: {
      and_statement: one({
        attributes: {},
        blocks: { statement: { nesting: 'list', least: 1, most: 0, block: CONDITIONS } },
      }),
      managed_rule_group_statement: one({
        attributes: {
          name: ['string', 'required'],
          vendor_name: ['string', 'required'],
          version: ['string', 'optional'],
        },
        blocks: {
          rule_action_override: {
            nesting: 'list',
            least: 0,
            most: 0,
            block: {
              attributes: { name: ['string', 'required'] },
              blocks: {
                action_to_use: one(
                  { attributes: {}, blocks: { count: one(EMPTY), allow: one(EMPTY), block: one(EMPTY) } },
                  1,
                ),
              },
            },
          },
        },
      }),
      rate_based_statement: one({
        attributes: {
          limit: ['number', 'required'],
          aggregate_key_type: ['string', 'optional'],
          evaluation_window_sec: ['number', 'optional'],
        },
        blocks: {},
      }),
    },
  },
  1,
);

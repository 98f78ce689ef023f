/**
 * What each method of the stand-in and each object in a request may carry, as Bot API 10.1 names it: `name:Type`, `!` when
 * required, `[]` for an array.
 * Generated from Telegram's own machine-readable description and compared with it by test/bot/sandbox/telegram/method-fields.test.ts.
 */
export const METHOD_FIELDS: Readonly<Record<string, string>> = {
  getUpdates: 'offset:Integer limit:Integer timeout:Integer allowed_updates:String[]',
  setWebhook:
    'url!:String certificate:InputFile ip_address:String max_connections:Integer allowed_updates:String[] ' +
    'drop_pending_updates:Boolean secret_token:String',
  deleteWebhook: 'drop_pending_updates:Boolean',
  getWebhookInfo: '',
  getMe: '',
  logOut: '',
  close: '',
  setMyCommands: 'commands!:BotCommand[] scope:BotCommandScope language_code:String',
  getMyCommands: 'scope:BotCommandScope language_code:String',
  deleteMyCommands: 'scope:BotCommandScope language_code:String',
  setMyDescription: 'description:String language_code:String',
  getMyDescription: 'language_code:String',
  setMyShortDescription: 'short_description:String language_code:String',
  getMyShortDescription: 'language_code:String',
  setMyName: 'name:String language_code:String',
  getMyName: 'language_code:String',
  setChatMenuButton: 'chat_id:Integer menu_button:MenuButton',
  sendMessage:
    'business_connection_id:String chat_id!:Integer|String message_thread_id:Integer ' +
    'direct_messages_topic_id:Integer text!:String parse_mode:String entities:MessageEntity[] ' +
    'link_preview_options:LinkPreviewOptions disable_notification:Boolean protect_content:Boolean ' +
    'allow_paid_broadcast:Boolean message_effect_id:String ' +
    'suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters ' +
    'reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply',
  sendPhoto:
    'business_connection_id:String chat_id!:Integer|String message_thread_id:Integer ' +
    'direct_messages_topic_id:Integer photo!:InputFile|String caption:String parse_mode:String ' +
    'caption_entities:MessageEntity[] show_caption_above_media:Boolean has_spoiler:Boolean ' +
    'disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean ' +
    'message_effect_id:String suggested_post_parameters:SuggestedPostParameters ' +
    'reply_parameters:ReplyParameters ' +
    'reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply',
  sendMediaGroup:
    'business_connection_id:String chat_id!:Integer|String message_thread_id:Integer ' +
    'direct_messages_topic_id:Integer ' +
    'media!:InputMediaAudio[]|InputMediaDocument[]|InputMediaLivePhoto[]|InputMediaPhoto[]|InputMediaVideo[] ' +
    'disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean ' +
    'message_effect_id:String reply_parameters:ReplyParameters',
  sendDocument:
    'business_connection_id:String chat_id!:Integer|String message_thread_id:Integer ' +
    'direct_messages_topic_id:Integer document!:InputFile|String thumbnail:InputFile|String ' +
    'caption:String parse_mode:String caption_entities:MessageEntity[] ' +
    'disable_content_type_detection:Boolean disable_notification:Boolean protect_content:Boolean ' +
    'allow_paid_broadcast:Boolean message_effect_id:String ' +
    'suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters ' +
    'reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply',
  editMessageText:
    'business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String ' +
    'text:String parse_mode:String entities:MessageEntity[] link_preview_options:LinkPreviewOptions ' +
    'rich_message:InputRichMessage reply_markup:InlineKeyboardMarkup',
  editMessageCaption:
    'business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String ' +
    'caption:String parse_mode:String caption_entities:MessageEntity[] show_caption_above_media:Boolean ' +
    'reply_markup:InlineKeyboardMarkup',
  editMessageReplyMarkup:
    'business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String ' +
    'reply_markup:InlineKeyboardMarkup',
  editMessageMedia:
    'business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String ' +
    'media!:InputMedia reply_markup:InlineKeyboardMarkup',
  deleteMessage: 'chat_id!:Integer|String message_id!:Integer',
  copyMessage:
    'chat_id!:Integer|String message_thread_id:Integer direct_messages_topic_id:Integer ' +
    'from_chat_id!:Integer|String message_id!:Integer video_start_timestamp:Integer caption:String ' +
    'parse_mode:String caption_entities:MessageEntity[] show_caption_above_media:Boolean ' +
    'disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean ' +
    'message_effect_id:String suggested_post_parameters:SuggestedPostParameters ' +
    'reply_parameters:ReplyParameters ' +
    'reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply',
  answerCallbackQuery: 'callback_query_id!:String text:String show_alert:Boolean url:String cache_time:Integer',
  answerInlineQuery:
    'inline_query_id!:String results!:InlineQueryResult[] cache_time:Integer is_personal:Boolean ' +
    'next_offset:String button:InlineQueryResultsButton',
  answerGuestQuery: 'guest_query_id!:String result!:InlineQueryResult',
  leaveChat: 'chat_id!:Integer|String',
  sendChatAction: 'business_connection_id:String chat_id!:Integer|String message_thread_id:Integer action!:String',
  pinChatMessage:
    'business_connection_id:String chat_id!:Integer|String message_id!:Integer ' + 'disable_notification:Boolean',
  unpinChatMessage: 'business_connection_id:String chat_id!:Integer|String message_id:Integer',
  getChat: 'chat_id!:Integer|String',
  setChatDescription: 'chat_id!:Integer|String description:String',
  getChatMember: 'chat_id!:Integer|String user_id!:Integer',
  getChatMemberCount: 'chat_id!:Integer|String',
  getChatAdministrators: 'chat_id!:Integer|String return_bots:Boolean',
  createChatInviteLink:
    'chat_id!:Integer|String name:String expire_date:Integer member_limit:Integer ' + 'creates_join_request:Boolean',
  revokeChatInviteLink: 'chat_id!:Integer|String invite_link!:String',
  exportChatInviteLink: 'chat_id!:Integer|String',
  approveChatJoinRequest: 'chat_id!:Integer|String user_id!:Integer',
  declineChatJoinRequest: 'chat_id!:Integer|String user_id!:Integer',
  answerChatJoinRequestQuery: 'chat_join_request_query_id!:String result!:String',
  banChatMember: 'chat_id!:Integer|String user_id!:Integer until_date:Integer revoke_messages:Boolean',
  unbanChatMember: 'chat_id!:Integer|String user_id!:Integer only_if_banned:Boolean',
  sendInvoice:
    'chat_id!:Integer|String message_thread_id:Integer direct_messages_topic_id:Integer title!:String ' +
    'description!:String payload!:String provider_token:String currency!:String prices!:LabeledPrice[] ' +
    'max_tip_amount:Integer suggested_tip_amounts:Integer[] start_parameter:String provider_data:String ' +
    'photo_url:String photo_size:Integer photo_width:Integer photo_height:Integer need_name:Boolean ' +
    'need_phone_number:Boolean need_email:Boolean need_shipping_address:Boolean ' +
    'send_phone_number_to_provider:Boolean send_email_to_provider:Boolean is_flexible:Boolean ' +
    'disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean ' +
    'message_effect_id:String suggested_post_parameters:SuggestedPostParameters ' +
    'reply_parameters:ReplyParameters reply_markup:InlineKeyboardMarkup',
  createInvoiceLink:
    'business_connection_id:String title!:String description!:String payload!:String ' +
    'provider_token:String currency!:String prices!:LabeledPrice[] subscription_period:Integer ' +
    'max_tip_amount:Integer suggested_tip_amounts:Integer[] provider_data:String photo_url:String ' +
    'photo_size:Integer photo_width:Integer photo_height:Integer need_name:Boolean ' +
    'need_phone_number:Boolean need_email:Boolean need_shipping_address:Boolean ' +
    'send_phone_number_to_provider:Boolean send_email_to_provider:Boolean is_flexible:Boolean',
  answerPreCheckoutQuery: 'pre_checkout_query_id!:String ok!:Boolean error_message:String',
  refundStarPayment: 'user_id!:Integer telegram_payment_charge_id!:String',
  editUserStarSubscription: 'user_id!:Integer telegram_payment_charge_id!:String is_canceled!:Boolean',
  getStarTransactions: 'offset:Integer limit:Integer',
  getMyStarBalance: '',
  getFile: 'file_id!:String',
};

/** The objects a request may contain; a type that is not here is refused as not simulated. */
export const INPUT_TYPES: Readonly<Record<string, string>> = {
  MessageEntity:
    'type!:String offset!:Integer length!:Integer url:String user:User language:String ' +
    'custom_emoji_id:String unix_time:Integer date_time_format:String',
  LinkPreviewOptions:
    'is_disabled:Boolean url:String prefer_small_media:Boolean prefer_large_media:Boolean ' + 'show_above_text:Boolean',
  ReplyParameters:
    'message_id!:Integer chat_id:Integer|String allow_sending_without_reply:Boolean quote:String ' +
    'quote_parse_mode:String quote_entities:MessageEntity[] quote_position:Integer ' +
    'checklist_task_id:Integer poll_option_id:String',
  InlineKeyboardMarkup: 'inline_keyboard!:InlineKeyboardButton[][]',
  InlineKeyboardButton:
    'text!:String icon_custom_emoji_id:String style:String url:String callback_data:String ' +
    'web_app:WebAppInfo login_url:LoginUrl switch_inline_query:String ' +
    'switch_inline_query_current_chat:String switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat ' +
    'copy_text:CopyTextButton callback_game:CallbackGame pay:Boolean',
  WebAppInfo: 'url!:String',
  LoginUrl: 'url!:String forward_text:String bot_username:String request_write_access:Boolean',
  SwitchInlineQueryChosenChat:
    'query:String allow_user_chats:Boolean allow_bot_chats:Boolean allow_group_chats:Boolean ' +
    'allow_channel_chats:Boolean',
  CopyTextButton: 'text!:String',
  ReplyKeyboardMarkup:
    'keyboard!:KeyboardButton[][] is_persistent:Boolean resize_keyboard:Boolean one_time_keyboard:Boolean ' +
    'input_field_placeholder:String selective:Boolean',
  KeyboardButton:
    'text!:String icon_custom_emoji_id:String style:String request_users:KeyboardButtonRequestUsers ' +
    'request_chat:KeyboardButtonRequestChat request_managed_bot:KeyboardButtonRequestManagedBot ' +
    'request_contact:Boolean request_location:Boolean request_poll:KeyboardButtonPollType ' +
    'web_app:WebAppInfo',
  KeyboardButtonRequestUsers:
    'request_id!:Integer user_is_bot:Boolean user_is_premium:Boolean max_quantity:Integer ' +
    'request_name:Boolean request_username:Boolean request_photo:Boolean',
  KeyboardButtonRequestChat:
    'request_id!:Integer chat_is_channel!:Boolean chat_is_forum:Boolean chat_has_username:Boolean ' +
    'chat_is_created:Boolean user_administrator_rights:ChatAdministratorRights ' +
    'bot_administrator_rights:ChatAdministratorRights bot_is_member:Boolean request_title:Boolean ' +
    'request_username:Boolean request_photo:Boolean',
  ChatAdministratorRights:
    'is_anonymous!:Boolean can_manage_chat!:Boolean can_delete_messages!:Boolean can_manage_video_chats!:Boolean ' +
    'can_restrict_members!:Boolean can_promote_members!:Boolean can_change_info!:Boolean can_invite_users!:Boolean ' +
    'can_post_stories!:Boolean can_edit_stories!:Boolean can_delete_stories!:Boolean can_post_messages:Boolean ' +
    'can_edit_messages:Boolean can_pin_messages:Boolean can_manage_topics:Boolean ' +
    'can_manage_direct_messages:Boolean can_manage_tags:Boolean',
  ReplyKeyboardRemove: 'remove_keyboard!:Boolean selective:Boolean',
  ForceReply: 'force_reply!:Boolean input_field_placeholder:String selective:Boolean',
  InlineQueryResultsButton: 'text!:String web_app:WebAppInfo start_parameter:String',
  InlineQueryResultArticle:
    'type!:String id!:String title!:String input_message_content!:InputMessageContent ' +
    'reply_markup:InlineKeyboardMarkup url:String description:String thumbnail_url:String ' +
    'thumbnail_width:Integer thumbnail_height:Integer',
  InputTextMessageContent:
    'message_text!:String parse_mode:String entities:MessageEntity[] ' + 'link_preview_options:LinkPreviewOptions',
  BotCommand: 'command!:String description!:String',
  LabeledPrice: 'label!:String amount!:Integer',
  InputMediaPhoto:
    'type!:String media!:String caption:String parse_mode:String caption_entities:MessageEntity[] ' +
    'show_caption_above_media:Boolean has_spoiler:Boolean',
  InputMediaDocument:
    'type!:String media!:String thumbnail:String caption:String parse_mode:String ' +
    'caption_entities:MessageEntity[] disable_content_type_detection:Boolean',
  User:
    'id!:Integer is_bot!:Boolean first_name!:String last_name:String username:String language_code:String ' +
    'is_premium:Boolean added_to_attachment_menu:Boolean can_join_groups:Boolean ' +
    'can_read_all_group_messages:Boolean supports_guest_queries:Boolean supports_inline_queries:Boolean ' +
    'can_connect_to_business:Boolean has_main_web_app:Boolean has_topics_enabled:Boolean ' +
    'allows_users_to_create_topics:Boolean can_manage_bots:Boolean supports_join_request_queries:Boolean',
  MenuButtonCommands: 'type!:String',
  MenuButtonDefault: 'type!:String',
  MenuButtonWebApp: 'type!:String text!:String web_app!:WebAppInfo',
  BotCommandScopeDefault: 'type!:String',
  BotCommandScopeAllPrivateChats: 'type!:String',
  BotCommandScopeAllGroupChats: 'type!:String',
  BotCommandScopeAllChatAdministrators: 'type!:String',
  BotCommandScopeChat: 'type!:String chat_id!:Integer|String',
  BotCommandScopeChatAdministrators: 'type!:String chat_id!:Integer|String',
  BotCommandScopeChatMember: 'type!:String chat_id!:Integer|String user_id!:Integer',
};

/** Types that stand for one of several, in Telegram's order. */
export const UNION_TYPES: Readonly<Record<string, readonly string[]>> = {
  BotCommandScope: [
    'BotCommandScopeDefault',
    'BotCommandScopeAllPrivateChats',
    'BotCommandScopeAllGroupChats',
    'BotCommandScopeAllChatAdministrators',
    'BotCommandScopeChat',
    'BotCommandScopeChatAdministrators',
    'BotCommandScopeChatMember',
  ],
  MenuButton: ['MenuButtonCommands', 'MenuButtonWebApp', 'MenuButtonDefault'],
  InlineQueryResult: ['InlineQueryResultArticle'],
  InputMessageContent: ['InputTextMessageContent'],
  InputMedia: ['InputMediaDocument', 'InputMediaPhoto'],
};

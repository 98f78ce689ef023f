/**
 * The least that a bot of this kind needs: grammY, which has asked who it is, and mongoose, which has connected. Arguments: the Bot API's
 * address and the database's. Says "ready" and stays; test/bench/memory.ts measures it beside the product.
 */
import { Bot } from 'grammy';
import mongoose from 'mongoose';

const [apiRoot = '', mongodbUri = ''] = process.argv.slice(2);
const bot = new Bot('1:bare', { client: { apiRoot } });
await bot.init();
await mongoose.connect(mongodbUri);
process.stdout.write('ready\n');

/**
 * What `npm start` suggests, with an answer to every prompt.
 *
 * @param tape name of a file of trades in the folder that is open
 */
export const tryThis = (
	tape,
) => `The charts of the sample data are open, and saved markets stand in the Value Area view.
Press F1 and try the queries. Type each answer and press Enter:

  Value Area: Query volume profile      one market
    exchange  BINANCE_FUTURES           symbol      BTCUSDT
    interval  HOUR                      range       24h
    options   (just Enter)

  Value Area: Query volume profile      several venues, added up in US dollars
    exchange  BINANCE_FUTURES, BYBIT    coin        BTC
    interval  HOUR                      range       7d
    options   tick "Sum of all markets" and "Volumes in US dollars"

  Value Area: Query VWAP
    exchange    cbse                    class       spot
    instrument  btc-usd                 interval    1h
    range       7d

Your own trades need no service: in the Explorer, open the menu of ${tape} and choose
"Open trades".

A market data service on this machine answers all of them; no key is needed here. For real data, keys come
from the providers: an account at kiyotaka.ai, a contract with kaiko.com.
To stop, press Ctrl+C here.`;

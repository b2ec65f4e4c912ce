/** What `npm start` suggests, with an answer to every prompt. */
export const TRY_THIS = `Both charts of the sample data are open, and two saved markets stand in the Value Area view.
Press F1 and try the two queries. Type each answer and press Enter:

  Value Area: Query volume profile
    exchange  BINANCE_FUTURES     symbol    BTCUSDT
    interval  HOUR                range     24h
    options   (just Enter)

  Value Area: Query VWAP
    region    United States       exchange  cbse
    class     spot                instrument  btc-usd
    interval  1h                  range     7d

A market data service on this machine answers both; no vendor's key is needed.
To stop, press Ctrl+C here.`;

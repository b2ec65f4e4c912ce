/** What `npm start` suggests, with an answer to every prompt. */
export const TRY_THIS = `Both charts of the sample data are open, and two saved markets stand in the Value Area view.
Press F1 and try:

  Value Area: Query volume profile
  Value Area: Query VWAP

They ask a market data service on this machine; no vendor's key is needed.
To stop, press Ctrl+C here.`;

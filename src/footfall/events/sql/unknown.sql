-- How many visits came from nowhere that anybody knows, and how many of them straight to an inner page?
-- Nobody types the address of an inner page: most of these followed a link in a chat, a mail or an app.
-- reads: first .. last
WITH visit AS (
  SELECT session, min(ts) AS began, max(chan) AS channel
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session
), entry AS (
  SELECT session, ts, path FROM events
  WHERE site = :site AND day >= :first AND day <= :last AND kind = 0 AND bot = 0 AND chan = 0 AND path <> '/'
)
SELECT (SELECT count(*) FROM visit) AS visits,
  (SELECT count(*) FROM visit WHERE channel = 0) AS direct,
  (SELECT count(DISTINCT visit.session) FROM visit JOIN entry ON entry.session = visit.session
    AND entry.ts = visit.began WHERE visit.channel = 0) AS inner_page

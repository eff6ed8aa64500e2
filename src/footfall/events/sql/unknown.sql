-- How many visits came from nowhere that anybody knows, and how many of them straight to an inner page?
-- Nobody types the address of an inner page: most of these followed a link in a chat, a mail or an app.
-- A visit's earliest view is found by its time, doubled, with 1 for an inner page as the last bit.
-- reads: first .. last
WITH visit AS (
  SELECT session, max(chan) AS channel, min(ts * 2 + CASE WHEN path = '/' THEN 0 ELSE 1 END) AS entry
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session
)
SELECT count(*) AS visits, sum(CASE WHEN channel = 0 THEN 1 ELSE 0 END) AS direct,
  sum(CASE WHEN channel = 0 THEN entry % 2 ELSE 0 END) AS inner_page
FROM visit

-- What was won, by goal, channel, post at the root and generation?
-- reads: first .. last
WITH won AS (
  SELECT goal, currency, chan, src_post AS origin, gen, count(*) AS conversions, count(DISTINCT session) AS visits,
    sum(value) AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal) AND (:currency = '' OR currency = :currency)
  GROUP BY goal, currency, chan, src_post, gen
)
SELECT goal AS goal, currency AS currency, chan AS chan, origin AS post, gen AS gen, conversions AS conversions,
  visits AS visits, worth AS worth
FROM won ORDER BY conversions DESC, goal, currency, chan, origin, gen LIMIT :most

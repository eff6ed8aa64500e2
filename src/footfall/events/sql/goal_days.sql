-- What was won day by day?
-- reads: first .. last
SELECT day AS day, goal AS goal, currency AS currency, count(*) AS conversions, sum(value) AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal) AND (:currency = '' OR currency = :currency)
GROUP BY day, goal, currency ORDER BY day, goal, currency

-- Where do visitors share a page to, and with which control? `net` is a network, or copy, native, dark.
-- reads: first .. last
SELECT path AS path, net AS net, count(*) AS shares, count(DISTINCT session) AS sharers
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 2 AND bot = 0
GROUP BY path, net ORDER BY shares DESC, path, net LIMIT :most

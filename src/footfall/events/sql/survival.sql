-- How many visits from each network brought a token? By shares, against those with no evidence but the network itself.
-- Only visits by shares that other evidence places there too (the mark `from`): those without token had to have it.
-- reads: first .. last
SELECT CASE WHEN inapp <> '' THEN inapp ELSE net END AS network,
  count(DISTINCT CASE WHEN chan = 3 AND props LIKE '%"from":%' THEN session END) AS with_token,
  count(DISTINCT CASE WHEN chan = 4 THEN session END) AS without
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND chan IN (3, 4) AND (net <> '' OR inapp <> '')
GROUP BY CASE WHEN inapp <> '' THEN inapp ELSE net END
ORDER BY network

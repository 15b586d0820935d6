package io.coordkit.cli.inspect;

import io.coordkit.cli.json.Json;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.hbase.codec.ClusterId;
import io.coordkit.hbase.codec.ClusterUp;
import io.coordkit.hbase.paths.HBasePaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an HBase cluster keeps in a tree. */
public final class HBaseView implements View {
    private final String base;
    private final boolean there;
    private final Optional<String> id;
    private final Optional<String> upSince;
    private final List<Listing> listings;

    private HBaseView(
            String base, boolean there, Optional<String> id, Optional<String> upSince, List<Listing> listings) {
        this.base = base;
        this.there = there;
        this.id = id;
        this.upSince = upSince;
        this.listings = listings;
    }

    /** Looks at a tree; {@code now} is what ages are counted to. */
    public static HBaseView read(Tree tree, HBasePaths paths, Instant now) throws TreeFailure, InterruptedException {
        HBaseReader reader = new HBaseReader(tree, now);
        Optional<String> id = reader.read(paths.clusterId(), ClusterId::parse)
                .map(found -> found.value().id());
        Optional<String> upSince = reader.read(paths.running(), ClusterUp::parse)
                .map(found -> found.value().startDate());
        List<Listing> listings = new ArrayList<>();
        listings.addAll(HBaseMembers.read(reader, paths));
        listings.addAll(HBaseRegions.read(reader, paths));
        listings.addAll(HBaseSplits.read(reader, paths));
        listings.addAll(HBaseReplication.read(reader, paths.replication()));
        listings.add(reader.unreadable());
        return new HBaseView(paths.base(), tree.exists(paths.base()), id, upSince, listings);
    }

    @Override
    public List<String> lines(int limit) {
        if (!there) {
            return List.of("no HBase at " + base);
        }
        List<String> lines = new ArrayList<>();
        lines.add("cluster  " + base + ", id " + id.orElse("unknown"));
        lines.add("up       " + upSince.map(date -> "since " + date).orElse("no"));
        listings.forEach(listing -> lines.addAll(listing.lines(limit)));
        return lines;
    }

    @Override
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("base", base);
        json.put("exists", there);
        id.ifPresent(known -> json.put("id", known));
        upSince.ifPresent(date -> json.put("upSince", date));
        listings.forEach(listing -> json.put(listing.name(), listing.rows()));
        return Json.line(json);
    }
}

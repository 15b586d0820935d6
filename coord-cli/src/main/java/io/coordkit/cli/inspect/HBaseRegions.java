package io.coordkit.cli.inspect;

import io.coordkit.cli.inspect.HBaseReader.Found;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.hbase.codec.FlushedSequenceIds;
import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.codec.TableState;
import io.coordkit.hbase.paths.HBasePaths;
import java.util.List;
import java.util.Optional;

/** Where regions are, as far as the tree knows. */
final class HBaseRegions {
    private HBaseRegions() {}

    static List<Listing> read(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        return List.of(
                catalog(reader, paths), tables(reader, paths), inTransition(reader, paths), recovering(reader, paths));
    }

    private static Listing catalog(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        Listing catalog = new Listing("catalog");
        String meta = paths.metaRegionServer().substring(paths.base().length() + 1);
        String root = paths.rootRegionServer().substring(paths.base().length() + 1);
        for (String name : reader.children(paths.base())) {
            if (name.equals(root) || name.equals(meta) || name.startsWith(meta + "-")) {
                Optional<Found<MetaRegionServer>> found =
                        reader.read(paths.base() + "/" + name, MetaRegionServer::parse);
                found.ifPresent(known -> catalog.add(
                        "catalog", name,
                        "state", known.value().state().name(),
                        "server", known.value().server().toString(),
                        "ageSeconds", known.ageSeconds()));
            }
        }
        return catalog;
    }

    private static Listing tables(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        Listing tables = new Listing("tables");
        for (String name : reader.children(paths.tables())) {
            reader.read(paths.table(name), TableState::parse)
                    .ifPresent(found ->
                            tables.add("table", name, "state", found.value().name()));
        }
        return tables;
    }

    private static Listing inTransition(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        Listing regions = new Listing("regionsInTransition");
        for (String name : reader.children(paths.regionsInTransition())) {
            reader.read(paths.regionInTransition(name), RegionTransition::parse)
                    .ifPresent(found -> regions.add(
                            "regionInTransition", found.value().regionName(),
                            "event", found.value().event().name(),
                            "server", found.value().server().toString(),
                            "ageSeconds", found.ageSeconds()));
        }
        return regions;
    }

    /** HBase 1.x: a row for each region and each dead server whose logs it still needs. */
    private static Listing recovering(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        Listing regions = new Listing("recoveringRegions");
        for (String region : reader.children(paths.recoveringRegions())) {
            for (String failed : reader.children(paths.recoveringRegion(region))) {
                reader.read(paths.recoveringRegion(region) + "/" + failed, FlushedSequenceIds::parse)
                        .ifPresent(found -> regions.add(
                                "recoveringRegion",
                                region,
                                "failedServer",
                                failed,
                                "flushed",
                                found.value().region(),
                                "ageSeconds",
                                found.ageSeconds()));
            }
        }
        return regions;
    }
}

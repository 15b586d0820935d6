package io.coordkit.cli.inspect;

import io.coordkit.cli.inspect.HBaseReader.Found;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.hbase.codec.MasterInfo;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.codec.VersionInfo;
import io.coordkit.hbase.paths.HBasePaths;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who takes part in a cluster. */
final class HBaseMembers {
    private HBaseMembers() {}

    static List<Listing> read(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        return List.of(masters(reader, paths), servers(reader, paths));
    }

    private static Listing masters(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        Listing masters = new Listing("masters");
        addMaster(masters, reader, paths.master(), "active");
        for (String name : reader.children(paths.backupMasters())) {
            addMaster(masters, reader, paths.backupMasters() + "/" + name, "waiting");
        }
        return masters;
    }

    private static void addMaster(Listing masters, HBaseReader reader, String path, String role)
            throws TreeFailure, InterruptedException {
        Optional<Found<MasterInfo>> found = reader.read(path, MasterInfo::parse);
        if (found.isPresent()) {
            MasterInfo master = found.get().value();
            masters.add(
                    "master",
                    master.server().toString(),
                    "role",
                    role,
                    "infoPort",
                    master.infoPort(),
                    "ageSeconds",
                    found.get().ageSeconds());
        }
    }

    private static Listing servers(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        Listing servers = new Listing("servers");
        Set<String> draining = new TreeSet<>(reader.children(paths.draining()));
        for (String name : reader.children(paths.regionServers())) {
            Optional<Found<RegionServerInfo>> found =
                    reader.read(paths.regionServers() + "/" + name, RegionServerInfo::parse);
            if (found.isPresent()) {
                RegionServerInfo info = found.get().value();
                servers.add(
                        "server",
                        name,
                        "version",
                        info.version().map(VersionInfo::version).orElse("unknown"),
                        "infoPort",
                        info.infoPort(),
                        "draining",
                        draining.contains(name),
                        "ageSeconds",
                        found.get().ageSeconds());
            }
        }
        return servers;
    }
}

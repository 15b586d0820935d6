package io.coordkit.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimDiskTest {
    private static void append(FileHandle file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        file.append(bytes, 0, bytes.length);
    }

    private static String text(SimDisk disk, String name) {
        return new String(Records.content(disk, name), StandardCharsets.US_ASCII);
    }

    @Test
    void tearsWhatWasNotForcedAndKeepsTheRest() {
        TreeSet<String> outcomes = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            SimDisk disk = new SimDisk(seed);
            FileHandle file = disk.create("a");
            append(file, "forced");
            file.force();
            disk.forceDirectory();
            append(file, "xyz");
            disk.crash();
            outcomes.add(text(disk, "a"));
        }
        assertThat(outcomes).contains("forced", "forcedx", "forcedxyz").allMatch(s -> s.startsWith("forced"));
    }

    @Test
    void losesAFileWhoseNameWasNotForced() {
        boolean lost = false;
        for (long seed = 0; seed < 20; seed++) {
            SimDisk disk = new SimDisk(seed);
            FileHandle file = disk.create("a");
            append(file, "x");
            file.force();
            disk.crash();
            lost |= !disk.exists("a");
        }
        assertThat(lost).isTrue();
    }

    @Test
    void renamesEntirelyOrNotAtAll() {
        TreeSet<String> outcomes = new TreeSet<>();
        for (long seed = 0; seed < 50; seed++) {
            SimDisk disk = new SimDisk(seed);
            for (String name : new String[] {"old", "new"}) {
                try (FileHandle file = disk.create(name)) {
                    append(file, name);
                    file.force();
                }
            }
            disk.forceDirectory();
            disk.rename("new", "old");
            disk.crash();
            outcomes.add(disk.list() + text(disk, "old"));
        }
        assertThat(outcomes).containsExactly("[new, old]old", "[old]new");
    }

    @Test
    void doesTheSameForTheSameSeed() {
        String[] runs = new String[2];
        for (int run = 0; run < 2; run++) {
            SimDisk disk = new SimDisk(77);
            disk.forceDirectory();
            for (int i = 0; i < 20; i++) {
                append(disk.create("f" + i), "0123456789");
            }
            disk.crash();
            StringBuilder all = new StringBuilder();
            disk.list().forEach(name -> all.append(name).append('=').append(text(disk, name)));
            runs[run] = all.toString();
        }
        assertThat(runs[0]).isEqualTo(runs[1]).contains("f0=");
    }

    @Test
    void failsOnDemandAndInvalidatesHandlesByACrash() {
        SimDisk disk = new SimDisk(3);
        FileHandle file = disk.create("a");
        disk.failForcesAfter(1);
        file.force();
        assertThatExceptionOfType(StorageException.class).isThrownBy(file::force);
        assertThatExceptionOfType(StorageException.class).isThrownBy(disk::forceDirectory);
        disk.crash();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> append(file, "x"));
        disk.create("b").force();
    }
}

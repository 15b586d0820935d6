package io.coordkit.hbase.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A table, and which of its column families. Source: {@code hbase.pb.TableCF}.
 *
 * @param families empty for all
 */
public record TableFamilies(String namespace, String table, List<String> families) {
    private static final int TABLE_NAME = 1;
    private static final int FAMILY = 2;
    private static final int NAMESPACE = 1;
    private static final int QUALIFIER = 2;

    public TableFamilies {
        families = List.copyOf(families);
    }

    ProtoWriter write() {
        ProtoWriter name = new ProtoWriter().string(NAMESPACE, namespace).string(QUALIFIER, table);
        ProtoWriter out = new ProtoWriter().message(TABLE_NAME, name);
        families.forEach(family -> out.string(FAMILY, family));
        return out;
    }

    static TableFamilies read(ProtoReader in) throws UnreadableValueException {
        String[] name = {"", ""};
        List<String> families = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case TABLE_NAME -> readName(in.message(), name);
                case FAMILY -> families.add(in.string());
                default -> in.skip();
            }
        }
        return new TableFamilies(name[0], name[1], families);
    }

    private static void readName(ProtoReader in, String[] name) throws UnreadableValueException {
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case NAMESPACE -> name[0] = in.string();
                case QUALIFIER -> name[1] = in.string();
                default -> in.skip();
            }
        }
    }
}

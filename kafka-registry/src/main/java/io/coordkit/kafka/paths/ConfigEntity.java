package io.coordkit.kafka.paths;

import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Sanitizer;

/**
 * Whose configuration: a topic, a client, a user, a user's client, a broker or an address, or the default of one of these
 * kinds (Kafka's {@code ConfigType} and {@code ConfigEntityName}).
 *
 * @param path below {@code /config}: {@code topics/login}, {@code users/alice/clients/app}, {@code brokers/<default>}; names
 *     are as in the tree, that is sanitized
 */
public record ConfigEntity(String path) {
    /** Parent of all entities. */
    public static final String CONFIG = "/config";

    /** Where changes are announced. */
    public static final String CHANGES = CONFIG + "/changes";

    private static final String DEFAULT = "<default>";
    private static final Pattern LEGAL =
            Pattern.compile("(topics|clients|users|brokers|ips)/[^/]+|users/[^/]+/clients/[^/]+");

    public ConfigEntity {
        if (!LEGAL.matcher(path).matches()) {
            throw new IllegalArgumentException("not an entity with a configuration: \"" + path + "\"");
        }
    }

    /** One topic. */
    public static ConfigEntity topic(String name) {
        return new ConfigEntity("topics/" + new TopicPath(name).topic());
    }

    /** One broker. */
    public static ConfigEntity broker(int id) {
        return new ConfigEntity("brokers/" + id);
    }

    /** What holds for all brokers without an own setting. */
    public static ConfigEntity defaultBroker() {
        return new ConfigEntity("brokers/" + DEFAULT);
    }

    /** One client id. */
    public static ConfigEntity client(String clientId) {
        return new ConfigEntity("clients/" + Sanitizer.sanitize(clientId));
    }

    /** One user. */
    public static ConfigEntity user(String name) {
        return new ConfigEntity("users/" + Sanitizer.sanitize(name));
    }

    /** The znode. */
    public String node() {
        return CONFIG + "/" + path;
    }
}

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.registry.Registry;
import org.apache.dubbo.registry.RegistryFactory;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.model.ApplicationModel;

/**
 * One program of Dubbo 3: a provider, a consumer or a monitor. It says {@code ready}, obeys lines on its standard input, and dies
 * at the end of it.
 */
public final class Dubbo {

    /** The service. */
    public interface Greeter {
        /** Who answers. */
        String whoIsThere();
    }

    /** Its implementation. */
    public static final class Voice implements Greeter {
        private final String name;

        Voice(String name) {
            this.name = name;
        }

        @Override
        public String whoIsThere() {
            return name;
        }
    }

    /** Obeys one command. */
    interface Commands {
        void obey(String line);
    }

    private static final Commands NONE = line -> {};

    private Dubbo() {}

    public static void main(String[] arguments) throws Exception {
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        Commands commands = switch (arguments[0]) {
            case "provider" -> provide(rest);
            case "consumer" -> consume(rest);
            case "monitor" -> monitor(rest);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        say("ready");
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.obey(line);
            }
        } catch (IOException gone) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(0);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }

    /** Name of the program, its port, registries, and then each service as {@code group/version}. */
    private static Commands provide(List<String> words) {
        var bootstrap = DubboBootstrap.getInstance()
                .application(application("greeters"))
                .registries(registries(words.get(2)))
                .protocol(new ProtocolConfig("dubbo", Integer.parseInt(words.get(1))));
        for (String kind : words.subList(3, words.size())) {
            var service = new ServiceConfig<Greeter>();
            service.setInterface(Greeter.class);
            service.setRef(new Voice(words.get(0) + " " + kind));
            service.setGroup(kind.split("/")[0]);
            service.setVersion(kind.split("/")[1]);
            service.setProxy("jdk");
            bootstrap.service(service);
        }
        bootstrap.start();
        return NONE;
    }

    /** Name of the program, {@code FORCE_INTERFACE} or {@code FORCE_APPLICATION}, registries, and then each service. */
    private static Commands consume(List<String> words) {
        System.setProperty("dubbo.application.service-discovery.migration", words.get(1));
        var bootstrap = DubboBootstrap.getInstance()
                .application(application(words.get(0)))
                .registries(registries(words.get(2)));
        Map<String, ReferenceConfig<Greeter>> references = new TreeMap<>();
        for (String kind : words.subList(3, words.size())) {
            var reference = new ReferenceConfig<Greeter>();
            reference.setInterface(Greeter.class);
            reference.setGroup(kind.split("/")[0]);
            reference.setVersion(kind.split("/")[1]);
            reference.setProxy("jdk");
            reference.setCheck(false);
            reference.setLoadbalance("roundrobin");
            reference.setTimeout(30_000);
            bootstrap.reference(reference);
            references.put(kind, reference);
        }
        bootstrap.start();
        return line -> {
            String[] call = line.split(" ");
            say(call[0] + " " + answer(references.get(call[1]).get()));
        };
    }

    private static String answer(Greeter greeter) {
        try {
            return greeter.whoIsThere();
        } catch (RpcException refused) {
            return "nobody";
        }
    }

    /** A registry: says how many of each category there are of each service, whenever it hears. */
    private static Commands monitor(List<String> words) {
        Registry registry = ApplicationModel.defaultModel()
                .getExtensionLoader(RegistryFactory.class)
                .getAdaptiveExtension()
                .getRegistry(URL.valueOf(address(words.get(0))));
        URL everything = URL.valueOf("admin://127.0.0.1?interface=*&group=*&version=*&classifier=*"
                + "&category=providers,consumers&enabled=*&check=false");
        Map<String, List<URL>> known = new ConcurrentHashMap<>();
        registry.subscribe(everything, urls -> {
            urls.stream()
                    .collect(Collectors.groupingBy(url -> url.getServiceInterface() + " " + category(url)))
                    .forEach(known::put);
            known.forEach((what, all) -> say("saw " + what + " "
                    + all.stream().filter(url -> !url.getProtocol().equals("empty")).count()));
        });
        return NONE;
    }

    /** The address of a provider says of itself what was asked for, which are both categories here. */
    private static String category(URL url) {
        return switch (url.getProtocol()) {
            case "empty" -> url.getCategory();
            case "consumer" -> "consumers";
            default -> "providers";
        };
    }

    private static ApplicationConfig application(String name) {
        var application = new ApplicationConfig(name);
        application.setQosEnable(false);
        application.setEnableFileCache(false);
        application.setRegisterMode("all");
        return application;
    }

    private static List<RegistryConfig> registries(String words) {
        List<RegistryConfig> all = new ArrayList<>();
        for (String connect : words.split("\\|")) {
            all.add(new RegistryConfig(address(connect)));
        }
        return all;
    }

    /** {@code host:port,host:port[/group]} as a URL of Dubbo's. */
    private static String address(String connect) {
        String[] parts = connect.split("/");
        String[] servers = parts[0].split(",", 2);
        return "zookeeper://" + servers[0] + "?zk.session.expire=4000"
                + (servers.length > 1 ? "&backup=" + servers[1] : "")
                + (parts.length > 1 ? "&group=" + parts[1] : "");
    }
}

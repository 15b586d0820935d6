import java.util.EnumSet;
import java.util.Properties;
import javax.servlet.DispatcherType;
import javax.servlet.ServletContextEvent;
import org.apache.solr.servlet.CoreContainerProvider;
import org.apache.solr.servlet.SolrDispatchFilter;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;

/**
 * One node of SolrCloud, in the servlet container that Solr is shipped with, on loopback. Arguments: its home, its port, and the
 * servers that it coordinates through. It says {@code ready} and dies at the end of its standard input.
 */
public final class Solr {
    private Solr() {}

    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        properties.setProperty("hostPort", arguments[1]);
        properties.setProperty("zkHost", arguments[2]);
        Server server = new Server();
        server.addConnector(connector(server, Integer.parseInt(arguments[1])));
        var context = new ServletContextHandler(server, "/solr", ServletContextHandler.SESSIONS);
        context.setResourceBase(arguments[0]);
        context.addEventListener(new CoreContainerProvider() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                event.getServletContext().setAttribute(SolrDispatchFilter.PROPERTIES_ATTRIBUTE, properties);
                event.getServletContext().setAttribute(SolrDispatchFilter.SOLRHOME_ATTRIBUTE, arguments[0]);
                super.contextInitialized(event);
            }
        });
        context.addFilter(SolrDispatchFilter.class, "/*", EnumSet.of(DispatcherType.REQUEST));
        server.start();
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        Runtime.getRuntime().halt(0);
    }

    /** Speaks HTTP/2 as well, which the nodes speak among themselves. */
    private static ServerConnector connector(Server server, int port) {
        var http = new HttpConfiguration();
        var connector = new ServerConnector(
                server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        return connector;
    }
}

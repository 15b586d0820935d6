package io.coordkit.kafka;

import java.util.Map;
import java.util.Scanner;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.kafka.common.TopicPartition;

/** A member of ours in a process of its own, which commits what it is told and says whether it could. */
final class MemberMain {
    private MemberMain() {}

    /** Arguments: connect string, group, consumer name, topic. Commands: {@code commit PARTITION OFFSET}. */
    public static void main(String[] arguments) {
        String topic = arguments[3];
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(arguments[0], 4000, 4000, new RetryNTimes(5, 100))) {
            client.start();
            GroupSettings settings = GroupSettings.of(arguments[1], topic).withConsumerName(arguments[2]);
            try (GroupMember member = new GroupMember(client, settings, new RecordingListener());
                    Scanner commands = new Scanner(System.in)) {
                member.start();
                while (commands.hasNextLine()) {
                    String[] words = commands.nextLine().split(" ");
                    System.out.println(commit(
                            member, new TopicPartition(topic, Integer.parseInt(words[1])), Long.parseLong(words[2])));
                }
            }
        }
    }

    private static String commit(GroupMember member, TopicPartition partition, long offset) {
        try {
            member.commit(Map.of(partition, offset));
            return "committed " + offset;
        } catch (RegistryException refused) {
            return "refused " + offset;
        }
    }
}

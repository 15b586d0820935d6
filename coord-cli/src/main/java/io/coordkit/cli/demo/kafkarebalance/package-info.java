/** Kafka's consumers share a topic through znodes: they join, leave and die, and no record is lost. */
@NullMarked
package io.coordkit.cli.demo.kafkarebalance;

import org.jspecify.annotations.NullMarked;

/** Nodes of SolrCloud on our servers. */
@NullMarked
package io.coordkit.it.solr;

import org.jspecify.annotations.NullMarked;

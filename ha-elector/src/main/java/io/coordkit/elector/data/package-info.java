/** What the bytes in the lock and the breadcrumb say: YARN's and HDFS's messages, and free-form data. */
@NullMarked
package io.coordkit.elector.data;

import org.jspecify.annotations.NullMarked;

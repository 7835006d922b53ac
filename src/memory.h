/* memory.h - how the process gets its memory from the system. */
#ifndef MEMORY_H
#define MEMORY_H

/* Called once, before anything else: what is given back is kept for who asks
 * next.  Pictures take megabytes each, one after another, and the system fills
 * all that it hands out with zeros, page by page. */
void memory_prepare(void);

#endif

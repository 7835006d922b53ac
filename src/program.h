/* program.h - the program itself, as something its output depends on. */
#ifndef PROGRAM_H
#define PROGRAM_H

struct inputs;

/* Writes down the program and every library it is linked with: another version
 * of one of them may set a line or paint a letter in another way. */
void program_tell_inputs(struct inputs *inputs);

#endif

/** What the table of the stress begins with. */
export default {};

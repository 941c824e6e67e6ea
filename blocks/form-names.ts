/** What a form is called when it comes back, the choice of its cluster, and the button that opens one: the command follows. */
export const FORM_CALLBACK = 'plan_form';
export const FORM_CLUSTER = 'form_cluster';
export const FORM_OPEN = 'form_open:';

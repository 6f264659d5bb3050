// The component is defined here.

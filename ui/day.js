// The day chosen becomes the component's value; `element` and `props` are Gradio's.
element.addEventListener("change", (event) => {
  props.value = event.target.value;
});

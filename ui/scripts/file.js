// A conversation that comes as a file is given to the reader to save.
watch("value", () => {
  const [name, type, content] = JSON.parse(props.value);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
});

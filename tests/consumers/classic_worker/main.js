new Worker('worker.js').onmessage = ({ data }) => (document.title = JSON.stringify(data));

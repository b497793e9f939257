/** What the command says about language models on servers. */
export const llmEn = {
  local: 'language model of this computer: the id of an installed one, or a GGUF file; VOXLANE_LLM when not given',
  step: 'The language model goes on with less memory ({{what}}): now {{to}}.',
  nothingSent: 'Nothing was sent.',
  url: 'server of the language model, e.g. http://127.0.0.1:8080 or https://host/v1; texts are sent there',
  model: 'name of the model on that server',
  kind: 'openai: Ollama, llama-server, vLLM, Groq, Mistral and the like; anthropic; bedrock. Guessed from the address',
  plainHttp: 'send texts and key unencrypted to a server on another computer',
  yes: 'send texts to the host of --llm-url without asking',
  here: 'Texts are worked on by the server {{host}} on this computer.',
  sends: 'Texts are sent to {{host}}, which runs the language model.',
  consent:
    'The texts of the recordings, with the names of their speakers, will be sent to {{host}}, which runs the language model. What it keeps and for how long is up to whoever runs it. Sound and names of files are not sent. Send only texts that you may give to others.',
  consentPlain:
    'The texts of the recordings, and the key if there is one, will be sent to {{host}} UNENCRYPTED: everybody on the way can read them. Send only texts that you may give to others.',
} as const;

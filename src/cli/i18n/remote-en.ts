/** What the command says about speech servers. */
export const remoteEn = {
  url: 'speech server that recognises instead, e.g. http://127.0.0.1:8000 or https://host/v1; sound is sent there',
  model: 'name of the model on that server',
  api: 'openai: vLLM, llama-server, speaches and the like; lemonfox: that service, with its speaker labels',
  plainHttp: 'send sound and key unencrypted to a server on another computer',
  yes: 'send sound to the host of --asr-url without asking',
  here: 'Speech is recognised by the server {{host}} on this computer.',
  sends: 'Sound is sent to {{host}}, which recognises the speech.',
  consent:
    'The sound of the recordings will be sent to {{host}}, which recognises the speech. What it keeps and for how long is up to whoever runs it. Names of files and subtitles are not sent. Send only recordings that you may give to others.',
  consentPlain:
    'The sound of the recordings, and the key if there is one, will be sent to {{host}} UNENCRYPTED: everybody on the way can listen. Send only recordings that you may give to others.',
} as const;

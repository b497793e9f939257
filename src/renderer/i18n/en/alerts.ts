/**
 * What alerts say, by their codes: in general, and with their values (`said`, or the name of a variant). Windows in English show
 * the sentence an alert brings along.
 */
export const alerts = {
  inEnglish: 'In English: {{text}}',
  'input-bad-samples': 'Damaged samples were replaced by silence.',
  'input-bad-samples_said_one': '{{count, number}} damaged sample was replaced by silence.',
  'input-bad-samples_said_other': '{{count, number}} damaged samples were replaced by silence.',
  'input-truncated': 'The recording breaks off; what is missing has no text.',
  'input-truncated_stopped': 'The decoder stopped answering at {{at}}; the rest is missing.',
  'input-truncated_short': 'The file says it lasts {{stated}}, but its sound ends at {{at}}.',
  'input-truncated_failed': 'The decoder failed at {{at}}; the rest is missing.',
  'input-truncated_shrunk': 'The file became shorter while it was read; {{there, number}} s of sound were used.',
  'input-truncated_header': 'The file promises {{stated, number}} s of sound, but {{there, number}} s are there.',
  'input-too-long': 'Only the first 48 hours were read.',
  'input-corrupt': 'Parts of the file are damaged; what could not be decoded is silent.',
  'input-size-wrong': 'The file does not state its length; all of its sound was used.',
  'input-size-wrong_said': 'The file does not state its length; all {{there, number}} s found were used.',
  'decoder-message': 'The decoder said something about the file.',
  'source-description-damaged':
    'The description beside the recording was ignored; the results do not say where it came from.',
  'source-description-damaged_said': '{{file}} was ignored; the results do not say where the recording came from.',
  'nothing-to-split': 'There is nothing to split, so the recording was processed without it.',
  'nothing-to-split_channel':
    'The recording has a single channel, so it was processed as one track with speaker detection.',
  'nothing-to-split_stream': 'The recording has a single audio stream, so its channels decided instead of tracks.',
  'nothing-to-split_tracks':
    'The channels of a track are one microphone, so they were mixed; the tracks are kept apart.',
  'channel-silent': 'A channel holds no sound that could be speech.',
  'channel-silent_said_one': 'Channel {{channels}} holds no sound that could be speech.',
  'channel-silent_said_other': 'Channels {{channels}} hold no sound that could be speech.',
  'channel-copy': 'A channel holds the same sound as another, so it adds nothing.',
  'channel-copy_said': 'Channel {{channel}} holds the same sound as channel {{of}}, so it adds nothing.',
  'dual-mono':
    'The channels hold the same sound, so the recording was processed as one track, with its speakers told apart by their voices.',
  'channels-split': 'The two channels hold different people, so each was processed on its own.',
  'channels-differ':
    'The two channels hold different people, but they were mixed. Split them to keep the people apart.',
  'channels-differ_count':
    'The two channels hold different people, but another number of speakers was asked for, so they were mixed.',
  'channels-alike':
    'Both channels hear the same scene, so some words may come from both. Mix them unless each person has a channel.',
  'roles-not-used': 'The roles were not used, because the channels were not split.',
  'cross-talk': 'Speech that came over from another channel was left out.',
  'cross-talk_said':
    '{{seconds, number}} s of speech in channel {{channel}} came over from channel {{origins}} and were left out there.',
  'vad-bad-samples': 'Stretches with invalid samples were read as silence.',
  'vad-bad-samples_said_one': '{{count, number}} stretch of 32 ms holds invalid samples and was read as silence.',
  'vad-bad-samples_said_other': '{{count, number}} stretches of 32 ms hold invalid samples and were read as silence.',
  'no-speech': 'No speech was found in this recording.',
  'no-asr-model':
    'No speech recognition model is installed, so the subtitles hold times and speakers but no text. Add one in the models view.',
  'asr-checkpoint-ignored': 'A stored result could not be used; this stretch is transcribed again.',
  'asr-text-doubtful': 'Some text does not look like speech.',
  'asr-text-doubtful_said_one': '{{count, number}} place holds text that does not look like speech.',
  'asr-text-doubtful_said_other': '{{count, number}} places hold text that does not look like speech.',
  'speech-without-text': 'Some of the detected speech has no text.',
  'speech-without-text_said':
    '{{lostSeconds, number}} s of {{speechSeconds, number}} s of detected speech have no text.',
  'asr-second-opinion': 'Stretches with doubtful text were transcribed again with another model.',
  'asr-second-opinion_said_one':
    '{{count, number}} stretch with doubtful text was transcribed again with {{engine}}. Better results that were kept: {{kept, number}}.',
  'asr-second-opinion_said_other':
    '{{count, number}} stretches with doubtful text were transcribed again with {{engine}}. Better results that were kept: {{kept, number}}.',
  'asr-second-opinion_late_one':
    '{{count, number}} stretch with doubtful text was transcribed again with {{engine}}. Better results that were kept: {{kept, number}}. Left for want of time: {{left, number}}.',
  'asr-second-opinion_late_other':
    '{{count, number}} stretches with doubtful text were transcribed again with {{engine}}. Better results that were kept: {{kept, number}}. Left for want of time: {{left, number}}.',
  'asr-second-opinion-failed': 'The second model could not be used, so doubtful text stays as it is.',
  'asr-batch-reduced': 'Too much at a time failed; it is tried again in smaller parts.',
  'asr-batch-reduced_said':
    '{{windows, number}} stretches at a time failed; they are tried again {{size, number}} at a time.',
  'asr-window-failed': 'This stretch could not be transcribed.',
  'asr-language-settled': 'Stretches were transcribed again in the language of those around them.',
  'asr-language-settled_said_one':
    '{{count, number}} stretch was transcribed again in the language of those around it.',
  'asr-language-settled_said_other':
    '{{count, number}} stretches were transcribed again in the language of those around them.',
  'asr-stand-in':
    'Some stretches were transcribed with another recogniser, because the wanted one could not be used then. Run it again to have only those transcribed anew.',
  'asr-stand-in_said_one':
    '{{count, number}} stretch was transcribed with {{others}}, because {{engine}} could not be used then. Run it again to have only that transcribed anew.',
  'asr-stand-in_said_other':
    '{{count, number}} stretches were transcribed with {{others}}, because {{engine}} could not be used then. Run it again to have only those transcribed anew.',
  'asr-stand-in-retried':
    'What another recogniser had transcribed in an earlier run was transcribed again with the wanted one.',
  'asr-stand-in-retried_said_one':
    '{{engine}} could not be used for {{count, number}} stretch in an earlier run, so only that was transcribed again. Its own now: {{better, number}}.',
  'asr-stand-in-retried_said_other':
    '{{engine}} could not be used for {{count, number}} stretches in an earlier run, so only those were transcribed again. Its own now: {{better, number}}.',
  'stage-again-failed':
    'What an earlier run could not do as it should was to be tried again, and that failed. Its result was taken over as it was.',
  'asr-second-try': 'Stretches with little text were transcribed again piece by piece.',
  'asr-second-try_said_one':
    '{{count, number}} stretch with little text was transcribed again piece by piece. Better results that were kept: {{kept, number}}.',
  'asr-second-try_said_other':
    '{{count, number}} stretches with little text were transcribed again piece by piece. Better results that were kept: {{kept, number}}.',
  'aligner-failed': 'The aligner failed. No words are lost, but their times are less exact.',
  'aligner-failed_said': 'The aligner {{aligner}} failed. No words are lost, but their times are less exact.',
  'aligner-missing': 'No alignment model is installed, so words keep the times of the recognition model.',
  'aligner-missing_said': 'No alignment model is installed, so words keep the times of {{model}}.',
  'aligner-missing_language':
    'No alignment model for “{{language}}” is installed, so words keep the times of {{model}}.',
  'language-not-listed': 'The model is not made for the language of this recording. Expect wrong text.',
  'language-not-listed_said': 'The model {{model}} is not made for “{{language}}”. Expect wrong text.',
  'fixture-model': 'Made with a model for trying out. Expect wrong results on other recordings.',
  'fixture-model_said': 'Made with {{models}}, for trying out only. Expect wrong results on other recordings.',
  'speakers-of-recogniser':
    'Speakers are as the recognition model told them apart; nobody of the voice library can be recognised.',
  'speakers-of-recogniser_said':
    'Speakers are as {{engine}} told them apart; nobody of the voice library can be recognised.',
  'embedder-uncalibrated':
    'The voice model was never measured, so an estimate was used. Check the number of speakers, or give it.',
  'embedder-uncalibrated_said':
    'The voice model {{model}} was never measured, so an estimate was used. Check the number of speakers, or give it.',
  'speaker-count-not-met': 'The number of speakers that was asked for was not found.',
  'speaker-count-not-met_said': 'The number of speakers that was asked for was not found. Found: {{found, number}}.',
  'speaker-count-not-met_no-speech': 'The number of speakers that was asked for was not found: there is no speech.',
  'speaker-count-not-met_speech-too-short':
    'The number of speakers that was asked for was not found. Found: {{found, number}}. The speech is too short: voice samples {{samples, number}}, speakers {{wanted, number}}.',
  'speaker-count-not-met_voices-alike':
    'The number of speakers that was asked for was not found. Found: {{found, number}}. The voices could not be told apart further.',
  'speaker-count-not-met_channels':
    'The number of speakers that was asked for does not fit the channels, which were split.',
  'one-speaker-doubtful': 'One speaker was found, but there may be several. If so, give their number.',
  'downgrade-device': 'Not the device that was wished for was used; this is slower, the result is complete.',
  'downgrade-device_step':
    'A model failed on {{from}} and went on with {{to}}; this is slower, the result is complete.',
  'downgrade-device_asked': '{{wish}} was asked for, but the processor (cpu) was used.',
  'downgrade-device_died':
    'The engine process died while {{from}} was in use, so the rest ran on the processor (cpu). If this happens again, update the driver.',
  'downgrade-batch': 'There was too little memory, so less was done at a time; the result is complete.',
  'downgrade-batch_said': 'There was too little memory, so {{to}} was run instead of {{from}}; the result is complete.',
  'downgrade-quantisation': 'A model failed and went on in a smaller form; the result is complete.',
  'downgrade-quantisation_said':
    '{{from}} failed. The same model in a smaller form, {{to}}, went on; the result is complete.',
  'downgrade-model': 'A model failed and another one went on in its place; the result is complete.',
  'downgrade-model_said': '{{from}} failed. {{to}} went on in its place; the result is complete.',
  'downgrade-window': 'A model failed on this stretch; another one transcribed it.',
  'downgrade-window_said': '{{from}} failed on this stretch. {{to}} transcribed it.',
  'downgrade-language': 'Transcribed with another model because of the language.',
  'downgrade-language_said': 'Transcribed with {{to}} because of the language.',
  'downgrade-recovered': 'The first model was used again.',
  'downgrade-recovered_said': 'Went back from {{from}} to {{to}}.',
  'downgrade-exhausted': 'The last model failed, so the rest has times but no text. Run it again to try anew.',
  'downgrade-exhausted_said':
    '{{from}} failed and no other model is left, so the rest has times but no text. Run it again to try anew.',
  'downgrade-model-damaged': 'An installed model is damaged and was not used. Remove it and install it again.',
  'downgrade-model-damaged_said':
    'The model {{model}} is damaged; nothing took its place. Remove it and install it again.',
  'downgrade-model-damaged_instead':
    'The model {{model}} is damaged; {{instead}} was used instead. Remove it and install it again.',
  'native-warnings': 'The libraries that run the models printed warnings.',
  'native-warnings_said_one': 'The libraries that run the models printed {{count, number}} warning.',
  'native-warnings_said_other': 'The libraries that run the models printed {{count, number}} warnings.',
  'artifact-damaged': 'A stored result of an earlier run is damaged or gone; it was not used.',
  'partial-result': 'This is a result of unfinished work.',
  'partial-result_text':
    'Still missing: the text of {{lostSeconds, number}} s of {{speechSeconds, number}} s of speech.',
  'partial-result_speakers': 'Still missing: the speakers.',
  'partial-result_text-speakers':
    'Still missing: the text of {{lostSeconds, number}} s of {{speechSeconds, number}} s of speech, and the speakers.',
  'captions-repaired': 'The subtitles needed repair.',
  'captions-repaired_said': '{{name}} needed repair.',
  'captions-unusable':
    'The subtitles hold no cue that fits this recording, so they were made from what was recognised.',
  'captions-unusable_said':
    '{{name}} holds no cue that fits this recording, so the subtitles were made from what was recognised.',
  'captions-missing': 'There are no captions for the recording, so the subtitles were made from what was recognised.',
  'captions-missing_said': 'There are no captions for {{name}}, so the subtitles were made from what was recognised.',
  'captions-missing_language':
    'There are no captions in “{{language}}” for {{name}}, so the subtitles were made from what was recognised.',
  'captions-unreadable': 'The captions could not be used, so the subtitles were made from what was recognised.',
  'captions-unreadable_said':
    'The captions {{name}} could not be used, so the subtitles were made from what was recognised.',
  'voice-recognised': 'A speaker was recognised by the voice library.',
  'voice-recognised_said': '{{speaker}} is {{name}} by the voice library (score {{score}}, sure).',
  'voice-suggested': 'A speaker may be somebody of the voice library. Nothing was renamed.',
  'voice-suggested_said': '{{speaker}} may be {{name}} ({{score}}). Nothing was renamed.',
  'voice-suggested_score':
    '{{speaker}} may be {{name}} ({{score}}): the voices are alike, not more. Nothing was renamed.',
  'voice-suggested_little-speech':
    '{{speaker}} may be {{name}} ({{score}}): there is too little speech to be sure. Nothing was renamed.',
  'voice-suggested_other-person':
    '{{speaker}} may be {{name}} ({{score}}): somebody else in the voice library sounds as much like it. Nothing was renamed.',
  'voice-suggested_other-speaker':
    '{{speaker}} may be {{name}} ({{score}}): another speaker of this recording sounds as much like {{name}}; if they are one person, merge them. Nothing was renamed.',
  'voices-failed': 'The voice library could not be asked who speaks.',
  'edits-in-conflict': 'Some edits do not fit the new result; the history keeps them.',
  'edits-in-conflict_said_one': '{{count, number}} edit does not fit the new result; the history keeps it.',
  'edits-in-conflict_said_other': '{{count, number}} edits do not fit the new result; the history keeps them.',
  'llm-stepped-down': 'The language model goes on with less memory.',
  'llm-stepped-down_context': '{{from}} goes on with less memory: with a context of {{tokens, number}} tokens.',
  'llm-stepped-down_processor': '{{from}} goes on with less memory: on the processor, which is slower.',
  'llm-stepped-down_file': '{{from}} takes too much memory; the smaller file {{to}} goes on in its place.',
  'translation-failed': 'The translation is not finished. What there is of it is kept.',
  'translation-failed_said':
    'The translation ({{language}}) is not finished. What there is of it is kept; translate the document again once the cause is mended.',
  'translation-incomplete': 'Some subtitles have no usable translation and their own text instead.',
  'translation-incomplete_said_one':
    '{{count, number}} subtitle has no usable translation ({{language}}) and its own text instead.',
  'translation-incomplete_said_other':
    '{{count, number}} subtitles have no usable translation ({{language}}) and their own text instead.',
  'translation-not-needed': 'The recording is in the wished language already.',
  'translation-not-needed_said': 'The recording is in the wished language ({{language}}) already.',
} as const;

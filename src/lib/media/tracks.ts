// What people send, told apart by kind as well as by source: whoever sends names the source.

import { RemoteTrackPublication, Track, TrackPublication, type Participant } from 'livekit-client';

export const isVoice = ({ kind, source }: TrackPublication): boolean => kind === Track.Kind.Audio && source === Track.Source.Microphone;
export const isPicture = ({ kind, source }: TrackPublication): boolean => kind === Track.Kind.Video && source === Track.Source.Camera;

/** Sound that is labelled as a camera is no picture: attached to one, it would be heard. */
export const pictureOf = (person: Participant | undefined): TrackPublication | undefined =>
	[...(person?.videoTrackPublications.values() ?? [])].find(isPicture);
export const voicesOf = (person: Participant): TrackPublication[] => [...person.audioTrackPublications.values()].filter(isVoice);
export const isKept = (voice: TrackPublication): boolean =>
	voice instanceof RemoteTrackPublication && voice.permissionStatus === TrackPublication.PermissionStatus.NotAllowed;

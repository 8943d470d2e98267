using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>Messages between BHS and BTS, or messages of a file without batches (HL7 v2.5.1 section 2.10.3).</summary>
/// <param name="Header">BHS; not there when the messages came without one.</param>
/// <param name="Messages">In order; those that could not be read included, with their issues.</param>
/// <param name="Trailer">BTS; not there when it is missing.</param>
public sealed record Hl7Batch(Segment Header, ImmutableArray<Parsed<Hl7Message>> Messages, Segment Trailer);

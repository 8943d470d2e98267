namespace Carelake.Hl7v2;

/// <summary>What goes back to a sender.</summary>
/// <param name="Accept">Whether the message was stored, to be sent first; <see langword="null"/> when the sender did not ask, as in original mode.</param>
/// <param name="Application">What the application made of it; <see langword="null"/> when the sender did not ask or was told enough by the first.</param>
public sealed record Answers(Hl7Message? Accept, Hl7Message? Application);

using System.Runtime.InteropServices;

namespace Carelake.Events;

/// <summary>What became of an event that was to be appended. It is durable either way.</summary>
/// <param name="Position">Where it stands; where the first of its kind stands when it is a duplicate.</param>
/// <param name="IsDuplicate">The log had an event with this key: nothing was stored.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Appended(LogPosition Position, bool IsDuplicate);

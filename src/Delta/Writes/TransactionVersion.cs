using System.Runtime.InteropServices;

namespace Carelake.Delta.Writes;

/// <summary>How far an application has got with this commit.</summary>
/// <param name="AppId">Who; any text that the application keeps.</param>
/// <param name="Version">How far; rises from commit to commit.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TransactionVersion(string AppId, long Version);

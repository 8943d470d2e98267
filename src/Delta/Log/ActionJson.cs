using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Carelake.Core;

namespace Carelake.Delta.Log;

/// <summary>Actions to and from the lines of a commit. Unknown actions and fields are passed over, as the protocol asks.</summary>
public static class ActionJson
{
    private static readonly LogJsonContext Context = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One line of a commit.</summary>
    /// <returns>The action; <see langword="null"/> for an empty line and for a kind of action that this program does not know.</returns>
    /// <exception cref="JsonException">The line is not JSON, or a field that must be there is missing.</exception>
    public static DeltaAction? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Trim("\r "u8).IsEmpty) return null;
        var parsed = JsonSerializer.Deserialize(line, Context.LogLine);
        return parsed?.Action;
    }

    /// <summary>All actions of a commit, in order.</summary>
    /// <param name="commit">Bytes of the commit file.</param>
    /// <param name="place">Name of the file, for the error.</param>
    /// <exception cref="CarelakeException">DELTA-0101: the file cannot be understood.</exception>
    public static IReadOnlyList<DeltaAction> ParseCommit(ReadOnlySpan<byte> commit, string place)
    {
        var actions = new List<DeltaAction>();
        foreach (var range in commit.Split((byte)'\n'))
        {
            try
            {
                if (Parse(commit[range]) is { } action) actions.Add(action);
            }
            catch (JsonException e)
            {
                throw new CarelakeException(
                    "DELTA-0101", "A commit of the table's log cannot be understood.", place,
                    "Restore the file from a backup; nothing else can replace it.", e);
            }
        }

        return actions;
    }

    /// <summary>Actions as the bytes of a commit: one JSON object a line.</summary>
    public static byte[] Write(IEnumerable<DeltaAction> actions)
    {
        using var stream = new MemoryStream();
        foreach (var action in actions)
        {
            JsonSerializer.Serialize(stream, LogLine.Of(action), Context.LogLine);
            stream.WriteByte((byte)'\n');
        }

        return stream.ToArray();
    }
}

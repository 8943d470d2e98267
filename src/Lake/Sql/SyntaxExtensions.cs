using System.Text.Json;

namespace Carelake.Lake.Sql;

/// <summary>Short ways through a syntax tree, whose nodes leave out what is empty or false.</summary>
internal static class SyntaxExtensions
{
    /// <summary>A member's text; empty when it is not there.</summary>
    public static string Text(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A member that is an object.</summary>
    public static JsonElement? Child(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>The elements of a member that is a list; none when it is not there.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The texts of a member that is a list of them.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement node, string name) =>
        [.. node.List(name).Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : "")];

    /// <summary>A member that is true.</summary>
    public static bool Flag(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A node and every node below it.</summary>
    public static IEnumerable<JsonElement> Everything(this JsonElement node)
    {
        var waiting = new Stack<JsonElement>([node]);
        while (waiting.TryPop(out var current))
        {
            if (current.ValueKind == JsonValueKind.Array)
            {
                foreach (var element in current.EnumerateArray().Reverse()) waiting.Push(element);
            }
            else if (current.ValueKind == JsonValueKind.Object)
            {
                yield return current;
                foreach (var member in current.EnumerateObject().Reverse()) waiting.Push(member.Value);
            }
        }
    }
}

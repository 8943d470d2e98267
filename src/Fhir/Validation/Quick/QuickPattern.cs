using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>A fixed value or a pattern of a profile, made ready to be compared with a tape.</summary>
internal sealed class QuickPattern
{
    private readonly TapeKind _kind;
    private readonly byte[] _text = [];
    private readonly ImmutableArray<(byte[] Name, ImmutableArray<QuickPattern> Items)> _members = [];
    private readonly bool _isExact;

    private QuickPattern(JsonElement json, bool isExact)
    {
        _isExact = isExact;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                _kind = TapeKind.Object;
                _members = [.. json.EnumerateObject().Select(member => (Encoding.UTF8.GetBytes(member.Name), member.Value.ValueKind == JsonValueKind.Array
                    ? [.. member.Value.EnumerateArray().Select(item => new QuickPattern(item, isExact))]
                    : ImmutableArray.Create(new QuickPattern(member.Value, isExact))))];
                break;
            case JsonValueKind.String:
                _kind = TapeKind.Text;
                _text = Encoding.UTF8.GetBytes(json.GetString()!);
                break;
            case JsonValueKind.True:
                _kind = TapeKind.True;
                break;
            case JsonValueKind.False:
                _kind = TapeKind.False;
                break;
            default:
                _kind = TapeKind.Number;
                _text = Encoding.UTF8.GetBytes(json.GetRawText());
                break;
        }
    }

    /// <summary>Makes one; null for an undefined value.</summary>
    public static QuickPattern? Of(JsonElement json, bool isExact) => json.ValueKind == JsonValueKind.Undefined ? null : new QuickPattern(json, isExact);

    /// <summary>The value at a node is this one, or has all that the pattern says. Whether numbers written otherwise are the same is left open.</summary>
    public bool Fits(Tape tape, int node)
    {
        var kind = tape[node].Kind;
        switch (_kind)
        {
            case TapeKind.Text: return tape.Is(node, _text);
            case TapeKind.Number:
                if (kind != TapeKind.Number) return false;
                if (tape.Raw(node).SequenceEqual(_text)) return true;
                tape.IsUnsure = true;
                return false;
            case TapeKind.Object: return kind == TapeKind.Object && MembersFit(tape, node);
            default: return kind == _kind;
        }
    }

    private bool MembersFit(Tape tape, int node)
    {
        // An exact value has no other members, and its arrays no other items or another order: left to the full comparison.
        if (_isExact && _members.Any(member => member.Items.Length > 1)) tape.IsUnsure = true;
        if (_isExact && Count(tape, node) != _members.Sum(member => member.Items.Length)) return false;
        foreach (var (name, items) in _members)
            foreach (var item in items)
                if (!AnyFits(tape, node, name, item))
                    return false;
        return true;
    }

    private static int Count(Tape tape, int node)
    {
        var count = 0;
        for (var child = node + 1; child < tape[node].Next; child = tape[child].Next) count++;
        return count;
    }

    private static bool AnyFits(Tape tape, int node, byte[] name, QuickPattern item)
    {
        for (var child = node + 1; child < tape[node].Next; child = tape[child].Next)
            if (tape[child].Entry!.Name.AsSpan().SequenceEqual(name) && item.Fits(tape, child))
                return true;
        return false;
    }
}

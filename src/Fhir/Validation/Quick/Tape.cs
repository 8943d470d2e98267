namespace Carelake.Fhir.Validation.Quick;

/// <summary>What kind of JSON value a node is.</summary>
internal enum TapeKind : byte
{
    Object,
    Text,

    /// <summary>A string that has escapes in it: its bytes are not its text.</summary>
    EscapedText,
    Number,
    True,
    False,
}

/// <summary>One element of a resource: where its bytes are, what it is, and where the next one stands that is not below it.</summary>
/// <param name="Start">First byte; of a string the first after the quote.</param>
/// <param name="End">Byte after the last; of a string the closing quote.</param>
/// <param name="Next">Index of the node after all that are below this one.</param>
/// <param name="Kind">Kind of value.</param>
/// <param name="Entry">Its element and type; null for a resource that stands alone.</param>
/// <param name="Type">Its type, of a resource the one that it says.</param>
internal record struct TapeNode(int Start, int End, int Next, TapeKind Kind, QuickEntry? Entry, QuickType Type);

/// <summary>The elements of one resource in the order of its text, arrays flattened; kept between resources, so that none is allocated.</summary>
internal sealed class Tape
{
    private TapeNode[] _nodes = new TapeNode[512];

    /// <summary>Nodes so far.</summary>
    public int Count { get; private set; }

    /// <summary>The text that the places are in.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Nodes on which work is done, such as the items of a path.</summary>
    public IntStack Stack { get; } = new();

    /// <summary>The resource that is read: where its own elements begin.</summary>
    public int Resource { get; set; }

    /// <summary>A comparison met something that it could not decide.</summary>
    public bool IsUnsure { get; set; }

    public ref TapeNode this[int index] => ref _nodes[index];

    public int Add(TapeNode node)
    {
        if (Count == _nodes.Length) Array.Resize(ref _nodes, Count * 2);
        _nodes[Count] = node;
        return Count++;
    }

    /// <summary>Drops the nodes from an index on.</summary>
    public void Truncate(int count) => Count = Math.Min(count, Count);

    /// <summary>Drops everything; what was used for a large document is not kept.</summary>
    public void Clear()
    {
        if (_nodes.Length > 1 << 16) _nodes = new TapeNode[512];
        else Array.Clear(_nodes, 0, _nodes.Length);
        Count = 0;
        Bytes = default;
        IsUnsure = false;
        Stack.Clear();
    }

    /// <summary>The bytes of a node.</summary>
    public ReadOnlySpan<byte> Raw(int node) => Bytes.Span[_nodes[node].Start.._nodes[node].End];

    /// <summary>The first child of a name; -1 when there is none.</summary>
    public int Child(int node, int name)
    {
        for (var child = node + 1; child < _nodes[node].Next; child = _nodes[child].Next)
            if (_nodes[child].Entry!.ElementName == name)
                return child;
        return -1;
    }

    /// <summary>The first child of a name as JSON writes it; -1 when there is none.</summary>
    public int Child(int node, ReadOnlySpan<byte> name)
    {
        for (var child = node + 1; child < _nodes[node].Next; child = _nodes[child].Next)
            if (name.SequenceEqual(_nodes[child].Entry!.Name))
                return child;
        return -1;
    }

    /// <summary>A string without escapes; false, and unsure, for anything else.</summary>
    public bool TryText(int node, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (node < 0) return false;
        if (_nodes[node].Kind == TapeKind.Text)
        {
            text = Raw(node);
            return true;
        }
        IsUnsure = true;
        return false;
    }

    /// <summary>A string of exactly these bytes.</summary>
    public bool Is(int node, ReadOnlySpan<byte> text)
    {
        if (node < 0) return false;
        if (_nodes[node].Kind == TapeKind.EscapedText) IsUnsure = true;
        return _nodes[node].Kind == TapeKind.Text && Raw(node).SequenceEqual(text);
    }

    /// <summary>A child that is a string of exactly these bytes.</summary>
    public bool ChildIs(int node, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) => node >= 0 && Is(Child(node, name), text);

    public override string ToString() => $"{Count} nodes";
}

/// <summary>A stack of indices.</summary>
internal sealed class IntStack
{
    private int[] _items = new int[64];

    public int Count { get; private set; }

    public int this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public void Push(int item)
    {
        if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
        _items[Count++] = item;
    }

    public void Truncate(int count) => Count = count;

    /// <summary>Takes out what lies between two places.</summary>
    public void Remove(int start, int end)
    {
        Array.Copy(_items, end, _items, start, Count - end);
        Count -= end - start;
    }

    public void Clear()
    {
        Count = 0;
        if (_items.Length > 1 << 16) _items = new int[64];
    }
}

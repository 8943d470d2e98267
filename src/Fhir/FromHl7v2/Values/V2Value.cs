namespace Carelake.Fhir.FromHl7v2.Values;

/// <summary>What a rule reads: a repetition, a component, a subcomponent, or a text that stands for one. The default value holds nothing.</summary>
internal readonly struct V2Value
{
    private readonly V2Repetition? _repetition;
    private readonly int _component;
    private readonly int _subcomponent;
    private readonly string? _text;

    public V2Value(V2Repetition repetition, int component = 0, int subcomponent = 0) =>
        (_repetition, _component, _subcomponent) = (repetition, component, subcomponent);

    /// <summary>A text that is not the message's own.</summary>
    public V2Value(string text) => _text = text;

    /// <summary>Nothing was sent, or only delimiters.</summary>
    public bool IsEmpty => _text is not null
        ? _text.Length == 0
        : _repetition is null || (_component, _subcomponent) switch
        {
            (0, _) => _repetition.Value.IsEmpty,
            (_, 0) => _repetition.Component(_component).IsEmpty,
            _ => _repetition.Component(_component).Subcomponent(_subcomponent).IsEmpty,
        };

    /// <summary><c>""</c>: the stored value is to be deleted.</summary>
    public bool IsNull => _repetition is not null && (_component, _subcomponent) switch
    {
        (0, _) => _repetition.Value.IsNull,
        (_, 0) => _repetition.Component(_component).IsNull,
        _ => _repetition.Component(_component).Subcomponent(_subcomponent).IsNull,
    };

    /// <summary>Neither empty nor null.</summary>
    public bool HasValue => !IsEmpty && !IsNull;

    /// <summary>Where it stands in the message; empty for a text of ours.</summary>
    public string Path => _repetition is null
        ? ""
        : (_component, _subcomponent) switch
        {
            (0, _) => _repetition.Path,
            (_, 0) => $"{_repetition.Path}.{_component}",
            _ => $"{_repetition.Path}.{_component}.{_subcomponent}",
        };

    /// <summary>The value as one reads it who wants one text: the first subcomponent of the first component. Reading is remembered.</summary>
    public string Text()
    {
        if (_text is not null) return _text;
        if (_repetition is null) return "";
        _repetition.MarkRead(Math.Max(1, _component));
        return Peek();
    }

    /// <summary>As <see cref="Text"/>, without being remembered: for conditions and ids.</summary>
    public string Peek()
    {
        if (_text is not null) return _text;
        if (_repetition is null) return "";
        return _component == 0 || _subcomponent == 0
            ? _repetition.Text(_component)
            : _repetition.Component(_component).Subcomponent(_subcomponent).Text.Trim();
    }

    /// <summary>All of it with its delimiters: a text whose sender forgot to escape them.</summary>
    public string WholeText()
    {
        if (_text is not null) return _text;
        if (_repetition is null) return "";
        _repetition.MarkRead(_component);
        return _component == 0 ? _repetition.Value.WholeText : _repetition.Component(_component).WholeText;
    }

    /// <summary>A part by number from 1: a component of a repetition, a subcomponent of a component; a value without parts is its own first part.</summary>
    public V2Value Part(int number) => (_repetition, _component, _subcomponent) switch
    {
        (null, _, _) => number == 1 ? this : default,
        (_, 0, _) => new(_repetition, number),
        (_, _, 0) => new(_repetition, _component, number),
        _ => number == 1 ? this : default,
    };

    /// <summary>Every repetition of its field; itself alone when it is a part or a text.</summary>
    public IEnumerable<V2Value> Siblings()
    {
        if (_repetition is null || _component > 0) return [this];
        return _repetition.Segment.Field(_repetition.FieldNumber).Select(sibling => new V2Value(sibling));
    }

    /// <summary>The first repetition of the field after this one.</summary>
    public V2Value NextField() =>
        _repetition?.Segment.Field(_repetition.FieldNumber + 1) is [var next, ..] ? new(next) : default;

    /// <summary>The message's value was dealt with, whatever became of it.</summary>
    public void MarkRead() => _repetition?.MarkRead(_component);
}

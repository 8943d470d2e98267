namespace Carelake.Operations;

/// <summary>Strings and places that repeat, each kept once and known by number; 0 is the empty one. Numbers depend on the order of arrival, so nothing is ordered by them.</summary>
internal sealed class Names
{
    private readonly List<string> _texts = [""];
    private readonly Dictionary<string, int> _numberOfText = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<PatientLocation> _places = [PatientLocation.None];
    private readonly Dictionary<PatientLocation, int> _numberOfPlace = new() { [PatientLocation.None] = 0 };

    public IReadOnlyList<string> Texts => _texts;

    public IReadOnlyList<PatientLocation> Places => _places;

    public string Text(int number) => _texts[number];

    public PatientLocation Place(int number) => _places[number];

    public int Number(string text)
    {
        if (text.Length == 0) return 0;
        if (_numberOfText.TryGetValue(text, out var number)) return number;
        _texts.Add(text);
        return _numberOfText[text] = _texts.Count - 1;
    }

    public int Number(PatientLocation place)
    {
        if (place.IsEmpty) return 0;
        if (_numberOfPlace.TryGetValue(place, out var number)) return number;
        // The parts of a place repeat far more than places do.
        place = new(_texts[Number(place.Ward)], _texts[Number(place.Room ?? "")], _texts[Number(place.Bed ?? "")]);
        _places.Add(place);
        return _numberOfPlace[place] = _places.Count - 1;
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Carelake.Events;
using Carelake.Hl7v2;
using Carelake.Lake.Configuration;
using Carelake.Lake.Subjects;

namespace Carelake.Access.Subjects;

/// <summary>Tells messages about some patients from others: by the patient's number in the fields that name one, and by the number anywhere in the text.</summary>
public sealed class SubjectMessages
{
    private static readonly Hl7Path[] Numbers = [Hl7Path.Parse("PID-3.1"), Hl7Path.Parse("MRG-1.1")];
    private readonly Dictionary<string, (HashSet<string> Ids, Regex? Words)> _byFeed = new(StringComparer.Ordinal);

    /// <summary>Prepares the search.</summary>
    /// <param name="listeners">Listeners of the project: a message belongs to the facility of the one it came by.</param>
    /// <param name="subjects">The patients.</param>
    public SubjectMessages(IReadOnlyDictionary<string, ListenerConfig> listeners, IReadOnlyCollection<SubjectId> subjects)
    {
        foreach (var (feed, listener) in listeners)
        {
            var ids = subjects.Where(id => listener.Facility is null || id.FacilityId == listener.Facility).Select(id => id.PatientId).ToHashSet(StringComparer.Ordinal);
            if (ids.Count > 0) _byFeed[feed] = (ids, SubjectWords.Finder(ids));
        }
    }

    /// <summary>A message is about one of the patients.</summary>
    public bool IsAbout(NewEvent message)
    {
        if (!_byFeed.TryGetValue(message.Feed, out var known) || message.Payload.IsEmpty) return false;
        if (known.Words is { } words && words.IsMatch(Encoding.Latin1.GetString(message.Payload.Span))) return true;
        if (message.Kind != EventKind.Hl7v2) return false;
        var parsed = Hl7Message.Parse(message.Payload).Value;
        return Numbers.Any(path => Names(parsed, path, known.Ids) || Names(parsed, path with { Occurrence = 2 }, known.Ids));
    }

    private static bool Names(Hl7Message message, Hl7Path path, HashSet<string> ids) => message.Get(path) is { IsEmpty: false } value && ids.Contains(value.Text);
}

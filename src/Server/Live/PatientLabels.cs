using System.Collections.Concurrent;
using System.Globalization;
using Carelake.Hl7v2;

namespace Carelake.Server.Live;

/// <summary>What a board calls a patient.</summary>
/// <param name="Name">Given and family name; empty when no message said it.</param>
/// <param name="Born">Date of birth, as far as it is whole.</param>
/// <param name="Sex">HL7 table 0001; empty when not said.</param>
internal sealed record PatientLabel(string Name, DateOnly? Born, string Sex)
{
    /// <summary>Whole years on a day; <see langword="null"/> when the date of birth is not known.</summary>
    public int? AgeOn(DateOnly day) => Born is not { } born || born > day ? null : day.Year - born.Year - (born.AddYears(day.Year - born.Year) > day ? 1 : 0);

    /// <summary>Nothing: it is patient data.</summary>
    public override string ToString() => "";
}

/// <summary>Names of the patients that messages tell of, as the last message has them. Bounded: when it is full, it begins anew with those who move.</summary>
internal sealed class PatientLabels
{
    private const int Most = 200_000;
    private readonly ConcurrentDictionary<(string Facility, string Patient), PatientLabel> _labels = new();

    /// <summary>The label of a patient; <see langword="null"/> when no message named it.</summary>
    public PatientLabel? Find(string facility, string patient) => _labels.GetValueOrDefault((facility, patient));

    /// <summary>All labels, to be kept.</summary>
    public KeyValuePair<(string Facility, string Patient), PatientLabel>[] All => _labels.ToArray();

    /// <summary>Takes labels that were kept; those learnt since are newer.</summary>
    public void Restore(IEnumerable<KeyValuePair<(string Facility, string Patient), PatientLabel>> labels)
    {
        foreach (var (patient, label) in labels) _labels.TryAdd(patient, label);
    }

    /// <summary>Learns from a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="facility">Id of its facility.</param>
    public void Learn(Hl7Message message, string facility)
    {
        var pid = message.Segment("PID");
        var name = pid.Field(5);
        if (!pid.Exists || !name.HasValue) return;
        var identifier = pid.Field(3).Repetition(1);
        for (var number = 1; number <= pid.Field(3).RepetitionCount; number++)
            if (pid.Field(3).Repetition(number) is var one && (one.Component(5).Bytes.SequenceEqual("MR"u8) || one.Component(5).Bytes.SequenceEqual("PI"u8)))
            {
                identifier = one;
                break;
            }
        if (identifier.Component(1).Text is not { Length: > 0 } id) return;
        if (_labels.Count >= Most) _labels.Clear();
        var birth = pid.Field(7).Text;
        _labels[(facility, $"{id}^{identifier.Component(4).Text}")] = new(
            $"{name.Component(2).Text} {name.Component(1).Text}".Trim(),
            birth.Length >= 8 && DateOnly.TryParseExact(birth.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null, pid.Field(8).Text);
    }
}

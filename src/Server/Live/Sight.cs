using System.Runtime.InteropServices;
using Carelake.Access.Rows;

namespace Carelake.Server.Live;

/// <summary>What one viewer may see of one patient on a board: what must be done to each class of its fields.</summary>
/// <param name="Identity">Name, patient and visit number: direct identifiers.</param>
/// <param name="Person">Age, sex, and the times of coming and going: they could name a person.</param>
/// <param name="Clinical">The specialty: it tells what the patient has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sight(Obligation Identity, Obligation Person, Obligation Clinical)
{
    /// <summary>Nothing of the patient; for beds without one, everything.</summary>
    public static Sight None { get; } = new(Obligation.Deny, Obligation.Deny, Obligation.Deny);

    /// <summary>All of it, as it is.</summary>
    public static Sight Whole { get; } = new(Obligation.None, Obligation.None, Obligation.None);

    /// <summary>Something of who it is can be seen, and so the audit log must name the patient.</summary>
    public bool ShowsAnything => this != None;
}

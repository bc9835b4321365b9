namespace TeamCalendars.Rights;

/// <summary>The names of the roles, on the wire and in the store. They never change.</summary>
public static class CalendarRoles
{
    private const string None = "none";
    private const string FreeBusy = "freeBusy";
    private const string Reader = "reader";
    private const string Editor = "editor";
    private const string Owner = "owner";

    public static string NameOf(CalendarRole role) => role switch
    {
        CalendarRole.None => None,
        CalendarRole.FreeBusy => FreeBusy,
        CalendarRole.Reader => Reader,
        CalendarRole.Editor => Editor,
        CalendarRole.Owner => Owner,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    /// <summary>Reads a role that can be granted.</summary>
    public static bool TryRead(string? name, out CalendarRole role)
    {
        role = name switch
        {
            FreeBusy => CalendarRole.FreeBusy,
            Reader => CalendarRole.Reader,
            Editor => CalendarRole.Editor,
            Owner => CalendarRole.Owner,
            _ => CalendarRole.None,
        };
        return role != CalendarRole.None;
    }
}

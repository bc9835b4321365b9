using TeamCalendars.Writes;

namespace TeamCalendars.Entities;

/// <summary>An entity as the back ends hold it, whatever its kind is.</summary>
internal sealed record Entity(EntityKey Key, EntityContent Content, Revision Revision);

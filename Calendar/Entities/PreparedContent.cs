using TeamCalendars.Events;

namespace TeamCalendars.Entities;

/// <summary>A content as both back ends store it, worked out before the writer's turn: all other writes wait for the writer.</summary>
/// <param name="Size">Octets of <paramref name="Json"/>.</param>
internal sealed record PreparedContent(EntityContent Content, string Json, int Size, EventSpan? Span);

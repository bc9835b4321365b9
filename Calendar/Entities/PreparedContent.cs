using TeamCalendars.Events;

namespace TeamCalendars.Entities;

/// <summary>A content as both back ends store it, worked out before the writer's turn: all other writes wait for the writer.</summary>
internal sealed record PreparedContent(EntityContent Content, string Json, EventSpan? Span);

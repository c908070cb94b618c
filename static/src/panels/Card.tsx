// An incident's card: what, when, where, who, how many, and each source with its grade.
import { open } from "../cards";
import { dated, range } from "../format";
import type { Attribution, Casualty, Detail, Report } from "../types";
import { GroupLink } from "./GroupLink";

const ROLES: Record<string, string> = { perpetrator: "Perpetrator", target: "Target", supporting: "Supporting", conducted_by: "Conducted by" };
const BY: Record<string, string> = { group: "by the group itself", authority: "by an authority", media: "by media", author: "by the source’s author" };

export function Card({ incident }: { incident: Detail }) {
  return (
    <article class={`card family-${incident.family}`} aria-labelledby="card-title">
      <button class="quiet back" type="button" onClick={() => void open("")}>← List</button>
      <p class="eyebrow">{incident.kind_label} · <span class="id">{incident.public_id}</span></p>
      <h2 id="card-title" data-title tabIndex={-1}>{incident.title}</h2>
      {incident.family === "violence" && <p class="content-note">Describes violence, in plain words.</p>}
      <dl class="facts">
        <dt>When</dt><dd>{incident.when_text}</dd>
        <dt>Where</dt><dd>{incident.place ? incident.place.text : "Not known"}{incident.place?.precision && <small> known to the {incident.place.precision}</small>}</dd>
        <dt>Killed</dt><dd>{range(incident.killed)}{incident.killed.low === null && <small> not reported</small>}</dd>
        <dt>Wounded</dt><dd>{range(incident.wounded)}{incident.wounded.low === null && <small> not reported</small>}</dd>
      </dl>
      {incident.summary && <p class="summary-text">{incident.summary}</p>}
      <h3>Who</h3>
      {incident.attributions.length === 0 && <p class="none">No group is named.</p>}
      <ul class="who">{incident.attributions.map((one) => <Who key={`${one.group.slug}${one.role}${one.status}`} one={one} />)}</ul>
      <h3>Sources <small>{incident.reports.length}</small></h3>
      <ol class="sources">{incident.reports.map((report) => <Source key={report.source.slug} report={report} />)}</ol>
      <p><a class="whole" href={incident.url}>Open the full page</a></p>
    </article>
  );
}

function Who({ one }: { one: Attribution }) {
  return (
    <li>
      <GroupLink slug={one.group.slug} label={one.group.name} />{" "}
      <span class="part">{ROLES[one.role] ?? one.role}, {one.status} {BY[one.by] ?? ""}</span>
    </li>
  );
}

function Source({ report }: { report: Report }) {
  const { source } = report;
  const title = [source.outlet, dated(source.published)].filter(Boolean).join(", ");
  const mayLink = source.url !== null && source.url !== "" && source.kind !== "party_to_conflict";
  return (
    <li>
      <p class="source-line">
        {mayLink ? <a href={source.url!} rel="noopener noreferrer nofollow">{title}</a> : <span>{title}</span>}
        <abbr class="grade" title="Reliability of the outlet (A–F) and credibility of the information (1–6), Admiralty scale">{report.grade}</abbr>
      </p>
      {report.excerpt && <blockquote dir="auto">{report.excerpt}</blockquote>}
      <p class="said">{[report.when_text, ...report.casualties.map(counted)].filter(Boolean).join(" · ")}</p>
      {report.note && <p class="note">{report.note}</p>}
    </li>
  );
}

function counted(one: Casualty): string {
  return one.text || `${range({ ...one, is_open: one.low !== null && one.high === null })} ${one.outcome}`;
}

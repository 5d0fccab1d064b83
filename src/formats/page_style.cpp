#include "page_style.hpp"

namespace runlog::formats {

// No text in it may hold what has to be escaped: in HTML a style sheet is read as it stands.
const char* const page_style = R"css(
:root{color-scheme:light dark;--paper:#faf9f5;--card:#ffffff;--ink:#1b2420;--soft:#505c56;--line:#dcded6;
--accent:#0d6748;--link:#0b5a86;--warn:#7a4f00;--bad:#a0321d;--rule:#0d6748}
@media screen and (prefers-color-scheme:dark){:root{--paper:#131816;--card:#1b211f;--ink:#e9eeeb;--soft:#a9b4ae;--line:#333c38;
--accent:#7fd9ae;--link:#8cc8f0;--warn:#e6b95c;--bad:#f2a08f;--rule:#4fa981}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
.top,main,.foot{max-width:72rem;margin:0 auto;padding:0 1.25rem}
.top{padding-top:clamp(1.5rem,5vw,3.5rem)}
h1{font-size:clamp(2rem,6vw,3.25rem);line-height:1.1;letter-spacing:-.02em;margin:0 0 .75rem}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 1rem}
h3{font-size:1.05rem;margin:1.75rem 0 .75rem}
p{margin:0 0 .75rem;max-width:42rem}
.lead{font-size:1.15rem;color:var(--soft)}
a{color:var(--link);text-underline-offset:.2em}
a:focus-visible,[tabindex]:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px;
border-radius:4px}
nav ul{list-style:none;margin:1.25rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
nav a{display:inline-block;padding:.35rem 0}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
section{margin:2.75rem 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.25rem}
.next{border-left:6px solid var(--rule);padding:1.5rem}
.next .when{font-size:clamp(1.6rem,5.5vw,2.6rem);line-height:1.15;font-weight:700;letter-spacing:-.01em;
margin:0 0 .4rem}
.next .what{font-size:1.25rem;font-weight:600;margin:0 0 .25rem}
.next p:last-child,.card p:last-child{margin-bottom:0}
.soft{color:var(--soft)}
.sessions{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.sessions li{display:grid;grid-template-columns:13rem minmax(0,1.3fr) minmax(0,1fr);gap:0 1.5rem;padding:.8rem 0;
border-bottom:1px solid var(--line)}
.sessions .when{font-weight:600;margin:0}
.sessions p{margin:0}
.sessions .off .when,.sessions .off .what{text-decoration:line-through}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem;margin:0}
.figures dt{color:var(--soft);margin:0 0 .25rem}
.figures dd{margin:0}
.figures .value{font-size:1.6rem;line-height:1.2;font-weight:700;color:var(--accent);margin-bottom:.35rem}
.wide{overflow-x:auto;padding-bottom:.5rem}
.wide.from-end{direction:rtl}
.wide.from-end .year,.wide.from-end table{direction:ltr}
.year{display:block;max-width:none}
.marks{list-style:none;margin:.25rem 0 1rem;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;color:var(--soft);
font-size:.95rem}
.marks li{display:flex;align-items:center;gap:.45rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.45rem .6rem;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
thead th{font-size:.875rem;color:var(--soft);font-weight:600;vertical-align:bottom;line-height:1.3}
thead .centre{white-space:normal;min-width:2.75rem}
.centre{padding-left:.4rem;padding-right:.4rem}
tbody th{font-weight:500;max-width:16rem;overflow:hidden;text-overflow:ellipsis}
tbody th,thead th:first-child{position:sticky;left:0;padding-left:0;background:var(--paper);z-index:1}
.right{text-align:right}
.centre{text-align:center}
.good{color:var(--accent)}.warning{color:var(--warn)}.bad{color:var(--bad)}.faint{color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
td{position:relative}
.legend{color:var(--soft);font-size:.95rem;margin-top:.75rem}
.list{margin:0;padding-left:1.25rem}
.list li{margin:0 0 .5rem;max-width:46rem}
details{margin-top:1rem}
summary{cursor:pointer;padding:.35rem 0;color:var(--link)}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:1rem;margin:0 0 1.25rem}
.people dt{color:var(--soft)}
.people dd{margin:0}
.foot{border-top:1px solid var(--line);color:var(--soft);font-size:.95rem;padding-top:1.5rem;padding-bottom:2.5rem;
margin-top:3.5rem}
@media (max-width:40rem){.sessions li{grid-template-columns:1fr}tbody th{max-width:9.5rem}}
@media print{:root{color-scheme:light;--paper:#ffffff;--card:#ffffff;--ink:#000000;--soft:#444444;--line:#bbbbbb;
--accent:#0d5a40;--link:#000000;--warn:#5a3a00;--bad:#8a2a18}
body{font-size:10.5pt}nav,.skip{display:none}section{margin:1.5rem 0;break-inside:avoid-page}
.wide{overflow:visible;padding:0}.wide.from-end{direction:ltr}.wide .year{width:100%;height:auto}
details::details-content{content-visibility:visible;block-size:auto}summary{list-style:none}
table,thead th{font-size:9pt}th,td{padding:.15rem .3rem;white-space:normal}thead .centre{min-width:0}
tbody th,thead th:first-child{position:static;max-width:none;overflow-wrap:anywhere;min-width:6rem}
tr,li,.card{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}}
)css";

const char* const page_icon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' "
    "rx='4' fill='%230d6748'/%3E%3Cpath d='M4 8.5l3 3 5-7' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

} // namespace runlog::formats
